package dev.forkd.torture;

import org.junit.platform.suite.api.DisableParentConfigurationParameters;
import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.IncludeEngines;
import org.junit.platform.suite.api.SelectMethod;
import org.junit.platform.suite.api.SelectClasses;
import org.junit.platform.suite.api.Suite;

/** Selects a method and a class that also runs outside of the suite. */
@Suite
@SelectMethod(type = SuitesTest.Member.class, name = "one")
@SelectClasses(PriceTest.class)
@IncludeClassNamePatterns(".*")
@IncludeEngines("junit-jupiter")
@DisableParentConfigurationParameters
class SuiteOfMethodsTest {}
