package app;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

@Path("/hello")
public class HelloResource {

    @Inject
    Counter counter;

    @GET
    public String hello() {
        counter.count();
        return "hello";
    }
}
