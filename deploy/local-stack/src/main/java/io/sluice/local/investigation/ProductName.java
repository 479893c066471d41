package io.sluice.local.investigation;

/** Names of products for people. */
final class ProductName {

    private static final String MAKER = "Microsoft ";

    private ProductName() {}

    /** Returns a name without its maker's: everybody knows who makes them. */
    static String shortened(String product) {
        return product.startsWith(MAKER) ? product.substring(MAKER.length()) : product;
    }
}
