open module it.modular.tests {
    requires it.modular;
    requires org.junit.jupiter.api;
}
