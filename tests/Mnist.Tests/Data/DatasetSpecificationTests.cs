using Mnist.Data;

namespace Mnist.Tests.Data;

public class DatasetSpecificationTests
{
    [Fact]
    public void Every_data_set_is_found_by_its_id_and_is_consistent()
    {
        Assert.Equal(["mnist", "fashion-mnist"], DatasetSpecification.All.Select(s => s.Id));
        foreach (var specification in DatasetSpecification.All)
        {
            Assert.Same(specification, DatasetSpecification.Find(specification.Id));
            Assert.Equal([16 + 60_000 * 784, 8 + 60_000, 16 + 10_000 * 784, 8 + 10_000], specification.Files.Select(f => f.Length));
            Assert.All(specification.Files, f => Assert.Matches("^[0-9a-f]{64}$", f.Sha256));
            Assert.Equal(10, specification.ClassNames.Length);
            Assert.All(specification.Mirrors, m => Assert.EndsWith("/", m.ToString()));
        }
        Assert.Equal(8, DatasetSpecification.All.SelectMany(s => s.Files).Select(f => f.Sha256).Distinct().Count());
        Assert.Null(DatasetSpecification.Find("cifar"));
    }
}
