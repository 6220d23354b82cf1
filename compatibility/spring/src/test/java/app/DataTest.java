package app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.orm.jpa.DataJpaTest;

@DataJpaTest
class DataTest {

    @Autowired
    private Owners owners;

    @Test
    void keeps_owners() {
        owners.save(new Owner("Jean"));

        assertThat(owners.findAll()).extracting(Owner::getName).containsExactly("Jean");
    }

    @Test
    void rolls_back() {
        assertThat(owners.count()).isZero();
    }

    @Test
    void fails() {
        assertThat(owners.count()).as("owners").isEqualTo(1);
    }
}
