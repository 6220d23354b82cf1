package app;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;

@Entity
public class Owner {

    @Id
    @GeneratedValue
    private Long id;

    private String name;

    protected Owner() {}

    public Owner(String name) {
        this.name = name;
    }

    public String getName() {
        return name;
    }
}
