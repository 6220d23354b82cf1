package dev.forkd.torture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.mockConstruction;
import static org.mockito.Mockito.mockStatic;
import static org.mockito.Mockito.when;

import org.junit.jupiter.api.Test;
import org.mockito.MockedConstruction;
import org.mockito.MockedStatic;

/** Inline mocks: of a final class, of a static method, of a construction. */
class MockitoTest {

    @Test
    void finalClass() {
        Shop shop = mock(Shop.class);
        when(shop.stock("paper")).thenReturn(42);
        assertEquals(42, shop.stock("paper"));
    }

    @Test
    void staticMethod() {
        try (MockedStatic<Shop> shop = mockStatic(Shop.class)) {
            shop.when(Shop::motto).thenReturn("steal");
            assertEquals("steal", Shop.motto());
        }
        assertEquals("buy", Shop.motto());
    }

    @Test
    void construction() {
        try (MockedConstruction<Shop> shops = mockConstruction(Shop.class)) {
            assertEquals(0, new Shop().stock("paper"));
            assertEquals(1, shops.constructed().size());
        }
    }
}
