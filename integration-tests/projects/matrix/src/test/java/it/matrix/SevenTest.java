package it.matrix;

class SevenTest extends Twenty {}
