package it.matrix;

class FourTest extends Twenty {}
