package it;

class LastingOneTest extends Lasting {}
