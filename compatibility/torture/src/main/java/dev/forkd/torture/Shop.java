package dev.forkd.torture;

/** Final, so that only an inline mock can stand in for it. */
public final class Shop {

    public static String motto() {
        return "buy";
    }

    public int stock(String item) {
        return item.length();
    }
}
