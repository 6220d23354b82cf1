package it.matrix;

class FiveTest extends Twenty {}
