package it.engines;

import io.cucumber.java.en.Given;
import io.cucumber.java.en.Then;

public class Steps {
    @Given("a place")
    public void aPlace() {}

    @Then("it is a sandbox")
    public void sandbox() {
        Where.mustBeInSandbox();
    }

    @Then("it fails")
    public void fails() {
        throw new IllegalStateException("as it should");
    }

    @Then("it never runs")
    public void never() {
        Where.leaveTrace(getClass());
    }
}
