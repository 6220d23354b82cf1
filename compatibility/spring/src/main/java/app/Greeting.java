package app;

import org.springframework.stereotype.Service;

@Service
public class Greeting {

    public String of(String name) {
        return "Hello, " + name;
    }
}
