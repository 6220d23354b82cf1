package dev.forkd.examples.checkpoint;

import jakarta.annotation.PostConstruct;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The orders of the shop. Loading the first ones takes a long time. */
@RestController
class Orders {

    private static final int FIRST = 1000;

    private final JdbcTemplate data;

    Orders(JdbcTemplate data) {
        this.data = data;
    }

    @PostConstruct
    void load() throws InterruptedException {
        data.execute("create table orders (id int primary key)");
        for (int i = 0; i < FIRST; i++) {
            data.update("insert into orders values (?)", i);
        }
        // Stands for a slow start, such as a migration, an import, or filling a cache.
        Thread.sleep(Long.getLong("example.load-millis", 3000));
        System.out.println("the orders were loaded");
    }

    @GetMapping("/orders")
    Integer count() {
        return data.queryForObject("select count(*) from orders", Integer.class);
    }

    @PostMapping("/orders")
    void add() {
        data.update("insert into orders select max(id) + 1 from orders");
    }

    @DeleteMapping("/orders")
    void clear() {
        data.update("delete from orders");
    }
}
