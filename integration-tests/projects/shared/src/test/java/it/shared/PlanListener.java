package it.shared;

import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/** Registered by a service file, as those of Quarkus, Allure and Cucumber. */
public final class PlanListener implements TestExecutionListener {

    @Override
    public void testPlanExecutionStarted(TestPlan plan) {
        Journal.tell("plan started");
    }

    @Override
    public void testPlanExecutionFinished(TestPlan plan) {
        Journal.tell("plan finished");
    }

    @Override
    public void executionStarted(TestIdentifier test) {
        if (test.isTest()) {
            Journal.tell("listener test");
        }
    }
}
