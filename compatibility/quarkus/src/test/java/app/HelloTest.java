package app;

import static io.restassured.RestAssured.given;
import static org.hamcrest.CoreMatchers.is;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
class HelloTest {

    @Test
    void greets() {
        given().when().get("/hello").then().statusCode(200).body(is("hello"));
    }
}
