@zulu @alpha
Feature: Basket

  Background:
    Given an empty basket

  @mike @bravo
  Scenario: One item
    When I add "paper"
    Then it holds 1 items

  Rule: Many

    Scenario Outline: Adding <item> and ink
      When I add "<item>"
      And I add "ink"
      Then it holds <size> items

      @one
      Examples: Things
        | item | size |
        | pen  | 2    |
        | cup  | 2    |
