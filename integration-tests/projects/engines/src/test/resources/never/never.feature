Feature: Never

  Scenario: Never
    Given a place
    Then it never runs
