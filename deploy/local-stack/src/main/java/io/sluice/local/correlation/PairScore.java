package io.sluice.local.correlation;

/**
 * How well alerts were put together, by pairs: two alerts are a true pair if they are of one play, and a found pair if
 * they are in one investigation.
 *
 * @param truePairs how many pairs belong together
 * @param foundPairs how many pairs were put together
 * @param rightPairs how many pairs were put together that belong together
 */
public record PairScore(long truePairs, long foundPairs, long rightPairs) {

    /** Nothing to put together. */
    public static final PairScore NONE = new PairScore(0, 0, 0);

    /** Returns the share of what was put together that belongs together; 1 if nothing was. */
    public double precision() {
        return foundPairs == 0 ? 1 : (double) rightPairs / foundPairs;
    }

    /** Returns the share of what belongs together that was put together; 1 if nothing does. */
    public double recall() {
        return truePairs == 0 ? 1 : (double) rightPairs / truePairs;
    }

    /** Returns the score of both sets of pairs; they must have none in common. */
    public PairScore plus(PairScore other) {
        return new PairScore(truePairs + other.truePairs, foundPairs + other.foundPairs, rightPairs + other.rightPairs);
    }

    /** Returns the score of these pairs without some of them. */
    public PairScore minus(PairScore some) {
        return new PairScore(truePairs - some.truePairs, foundPairs - some.foundPairs, rightPairs - some.rightPairs);
    }

    /** Returns how many pairs so many alerts are. */
    static long pairs(long alerts) {
        return alerts * (alerts - 1) / 2;
    }
}
