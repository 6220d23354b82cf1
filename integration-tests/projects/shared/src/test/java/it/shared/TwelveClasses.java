package it.shared;

class OneTest extends Shares {}

class TwoTest extends Shares {}

class ThreeTest extends Shares {}

class FourTest extends Shares {}

class FiveTest extends Shares {}

class SixTest extends Shares {}

class SevenTest extends Shares {}

class EightTest extends Shares {}

class NineTest extends Shares {}

class TenTest extends Shares {}

class ElevenTest extends Shares {}

class TwelveTest extends Shares {}
