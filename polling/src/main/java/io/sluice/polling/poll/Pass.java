package io.sluice.polling.poll;

/** Why a window is read. */
public enum Pass {
    /** For what is new in it. */
    NEW,
    /** For what was added to young findings since. */
    AGAIN,
    /** Because it could not be read in the way it should. Only that way counts now. */
    OWED,
    /** For what is past: it has time, and what is new has precedence. */
    PAST
}
