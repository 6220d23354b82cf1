package it.matrix;

class OneTest extends Twenty {}
