package it.matrix;

class EightTest extends Twenty {}
