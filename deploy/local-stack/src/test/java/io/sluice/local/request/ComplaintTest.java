package io.sluice.local.request;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.contracts.json.Json;
import io.sluice.local.UserError;
import org.junit.jupiter.api.Test;

class ComplaintTest {

    @Test
    void anAnswerIsNoReasonToComplain() {
        assertThatCode(() -> Complaint.checked(json("{'status':'completed'}"))).doesNotThrowAnyException();
    }

    @Test
    void aRejectionNamesEveryProblemAndItsPlace() {
        assertThatThrownBy(() -> Complaint.checked(json("{'status':'rejected','problems':["
                        + "{'pointer':'/parameters/user','message':'is missing'},"
                        + "{'pointer':'/limits','message':'is \\u001bodd'}]}")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("was rejected:")
                .hasMessageContaining("  /parameters/user is missing")
                .hasMessageContaining("  /limits is \\u001bodd");
    }

    @Test
    void aFailureSaysWhyAndWhatToDo() {
        assertThatThrownBy(() -> Complaint.checked(json(
                        "{'status':'failed','error':{'message':'No.','code':'SemanticError','remedy':'Ask again.'}}")))
                .isInstanceOf(UserError.class)
                .hasMessage("The request failed: No. (SemanticError) What to do: Ask again.");
    }

    private static JsonNode json(String text) throws JsonProcessingException {
        return Json.MAPPER.readTree(text.replace('\'', '"'));
    }
}
