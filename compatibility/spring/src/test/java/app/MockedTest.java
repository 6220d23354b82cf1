package app;

import static org.mockito.BDDMockito.given;
import static org.springframework.restdocs.mockmvc.MockMvcRestDocumentation.document;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.restdocs.AutoConfigureRestDocs;
import org.springframework.boot.test.autoconfigure.web.servlet.WebMvcTest;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.MockMvc;

@WebMvcTest
@AutoConfigureRestDocs
class MockedTest {

    @Autowired
    private MockMvc mvc;

    @MockitoBean
    private Owners owners;

    @MockitoBean
    private Greeting greeting;

    @Test
    void documents() throws Exception {
        given(greeting.of("you")).willReturn("mocked");
        mvc.perform(get("/hello/you")).andExpect(content().string("mocked")).andDo(document("hello"));
    }
}
