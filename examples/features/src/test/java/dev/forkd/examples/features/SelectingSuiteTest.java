package dev.forkd.examples.features;

import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.SelectClasses;
import org.junit.platform.suite.api.Suite;

@Suite
@SelectClasses(SelectedCases.class)
@IncludeClassNamePatterns(".*Cases")
class SelectingSuiteTest {}
