package io.sluice.connections.credentials;

/** What an application signs in with: the secret thing itself. It never prints itself. */
public sealed interface CredentialMaterial permits ClientSecret, CertificateKey {

    /** Returns which kind it is. */
    CredentialKind kind();
}
