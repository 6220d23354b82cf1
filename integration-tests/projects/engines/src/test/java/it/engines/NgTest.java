package it.engines;

import dev.forkd.junit.ForkdSandbox;
import org.testng.annotations.BeforeMethod;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

@ForkdSandbox
public class NgTest {
    @BeforeMethod
    public void before() {
        Where.mustBeInSandbox();
    }

    @Test
    public void passes() {
        Where.mustBeInSandbox();
    }

    @DataProvider
    public Object[][] items() {
        return new Object[][] {{"a", 1}, {"b", 2}};
    }

    @Test(dataProvider = "items")
    public void fromAProvider(String item, int number) {
        Where.mustBeInSandbox();
    }

    @Test(dependsOnMethods = "passes")
    public void fails() {
        throw new IllegalStateException("as it should");
    }
}
