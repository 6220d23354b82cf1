Feature: Place

  Scenario: Sandbox
    Given a place
    Then it is a sandbox

  Scenario Outline: <count> failures
    Given a place
    Then it fails

    Examples:
      | count |
      | one   |
      | two   |
