package it.engines;

import dev.forkd.junit.ForkdSandbox;
import io.cucumber.junit.Cucumber;
import io.cucumber.junit.CucumberOptions;
import org.junit.runner.RunWith;

@ForkdSandbox(isolation = ForkdSandbox.Isolation.METHOD)
@RunWith(Cucumber.class)
@CucumberOptions(features = "classpath:features", glue = "it.engines")
public class MethodsCucumberRunnerTest {}
