package it.matrix;

class TwoTest extends Twenty {}
