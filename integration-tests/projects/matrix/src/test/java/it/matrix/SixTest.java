package it.matrix;

class SixTest extends Twenty {}
