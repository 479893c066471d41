package io.sluice.local.bench;

/**
 * The JVM's own values of what the stack sets higher, so that eight services start sooner: a benchmark wants to know
 * what a service does where it runs alone, not in the stack of a laptop.
 */
public final class UsualCompiling {

    /** The variable with options that are stronger than those of the command line. */
    public static final String VARIABLE = "_JAVA_OPTIONS";

    /** Its value. */
    public static final String OPTIONS = "-XX:Tier4InvocationThreshold=5000 -XX:Tier4MinInvocationThreshold=600"
            + " -XX:Tier4CompileThreshold=15000 -XX:Tier4BackEdgeThreshold=40000";

    private UsualCompiling() {}
}
