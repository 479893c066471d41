package io.sluice.contracts.topic;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class ProbeTest {
    @Property
    boolean numbersEqualThemselves(@ForAll int number) {
        return number == Integer.parseInt(Integer.toString(number));
    }
}
