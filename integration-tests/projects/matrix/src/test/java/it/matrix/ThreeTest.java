package it.matrix;

class ThreeTest extends Twenty {}
