package dev.forkd.engines;

import org.testng.Assert;
import org.testng.annotations.BeforeMethod;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

public class NgTest {

    @BeforeMethod
    public void before() {
        System.out.println("before a TestNG method");
    }

    @Test(groups = "ng")
    public void empty() {
        Assert.assertEquals(new Basket().size(), 0);
    }

    @DataProvider
    public Object[][] items() {
        return new Object[][] {{"a", 1}, {"b", 2}};
    }

    @Test(dataProvider = "items")
    public void fromAProvider(String item, int number) {
        System.out.println(item + number);
    }

    @Test(enabled = false)
    public void disabled() {}

    @Test(dependsOnMethods = "empty")
    public void afterEmpty() {}

    @Test(expectedExceptions = ArithmeticException.class)
    public void expected() {
        System.out.println(1 / new Basket().size());
    }
}
