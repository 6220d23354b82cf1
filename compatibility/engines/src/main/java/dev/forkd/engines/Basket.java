package dev.forkd.engines;

import java.util.ArrayList;
import java.util.List;

/** What every engine tests. */
public class Basket {

    private final List<String> items = new ArrayList<>();

    public Basket add(String item) {
        items.add(item);
        return this;
    }

    public int size() {
        return items.size();
    }
}
