package io.sluice.contracts.raw;

/** The names of Microsoft's interfaces in {@code source} of raw records and in {@code ce_source}. */
public final class Source {

    /** Microsoft Defender XDR, "List incidents API". */
    public static final String DEFENDER_XDR = "defender-xdr";

    /** Microsoft Graph, security incidents and alerts. */
    public static final String MICROSOFT_GRAPH = "microsoft-graph";

    private Source() {}
}
