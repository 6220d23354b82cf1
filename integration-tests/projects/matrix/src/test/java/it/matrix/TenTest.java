package it.matrix;

class TenTest extends Twenty {}
