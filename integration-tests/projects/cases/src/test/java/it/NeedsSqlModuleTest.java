package it;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** Cannot be loaded where the JDK has no module java.sql. */
@SuppressWarnings("serial")
class NeedsSqlModuleTest extends SQLException {
    @Test
    void runs() {}
}
