package it;

class LastingTwoTest extends Lasting {}
