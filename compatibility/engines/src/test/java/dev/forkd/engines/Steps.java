package dev.forkd.engines;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.cucumber.java.Before;
import io.cucumber.java.Scenario;
import io.cucumber.java.en.Given;
import io.cucumber.java.en.Then;
import io.cucumber.java.en.When;

public class Steps {

    private Basket basket;

    @Before
    public void before(Scenario scenario) {
        System.out.println("scenario " + scenario.getName() + " " + scenario.getSourceTagNames());
    }

    @Given("an empty basket")
    public void empty() {
        basket = new Basket();
    }

    @When("I add {string}")
    public void add(String item) {
        System.out.println("step adds " + item);
        basket.add(item);
    }

    @Then("it holds {int} items")
    public void holds(int size) {
        assertEquals(size, basket.size());
    }
}
