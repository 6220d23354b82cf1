package it.engines;

import dev.forkd.junit.ForkdSandbox;
import org.junit.platform.suite.api.ConfigurationParameter;
import org.junit.platform.suite.api.IncludeEngines;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

@ForkdSandbox(requires = ForkdSandbox.Requirement.MICROVM)
@Suite
@IncludeEngines("cucumber")
@SelectPackages("never")
@ConfigurationParameter(key = "cucumber.glue", value = "it.engines")
class MicroVmCucumberTest {}
