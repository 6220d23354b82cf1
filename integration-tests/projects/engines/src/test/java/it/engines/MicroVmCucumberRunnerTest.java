package it.engines;

import dev.forkd.junit.ForkdSandbox;
import io.cucumber.junit.Cucumber;
import io.cucumber.junit.CucumberOptions;
import org.junit.runner.RunWith;

@ForkdSandbox(requires = ForkdSandbox.Requirement.MICROVM)
@RunWith(Cucumber.class)
@CucumberOptions(features = "classpath:never", glue = "it.engines")
public class MicroVmCucumberRunnerTest {}
