package it.matrix;

class NineTest extends Twenty {}
