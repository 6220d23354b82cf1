package app;

import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
class OwnerController {

    private final Owners owners;
    private final Greeting greeting;

    OwnerController(Owners owners, Greeting greeting) {
        this.owners = owners;
        this.greeting = greeting;
    }

    @GetMapping("/owners")
    List<String> all() {
        return owners.findAll().stream().map(Owner::getName).toList();
    }

    @GetMapping("/hello/{name}")
    String hello(@PathVariable("name") String name) {
        return greeting.of(name);
    }
}
