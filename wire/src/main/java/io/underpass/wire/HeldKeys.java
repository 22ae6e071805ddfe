package io.underpass.wire;

import io.underpass.wire.ServerIdentity.Holder;
import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a server, told apart by their kind, which the runtime asks for in the order of the client's preference.
 *
 * <p>Threads: immutable.
 */
final class HeldKeys extends X509ExtendedKeyManager {

    private static final String RSA_PSS = "RSASSA-PSS";

    private final List<Holder> holders;

    HeldKeys(List<Holder> holders) {
        if (holders.isEmpty()
                || holders.stream().anyMatch(holder -> holder.chain().isEmpty())) {
            throw new IllegalArgumentException("a server needs a key and a certificate");
        }
        this.holders = List.copyOf(holders);
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
            String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        for (int i = 0; i < holders.size(); i++) {
            String kind = holders.get(i).chain().get(0).getPublicKey().getAlgorithm();
            // Any RSA key can sign in the newer way as well; the runtime asks for it by both names.
            if (kind.equals(keyType) || (kind.equals("RSA") && keyType.equals(RSA_PSS))) {
                return Integer.toString(i);
            }
        }
        return null;
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return chooseEngineServerAlias(keyType, issuers, null);
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return holders.get(Integer.parseInt(alias)).chain().toArray(X509Certificate[]::new);
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return holders.get(Integer.parseInt(alias)).key();
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        String alias = chooseEngineServerAlias(keyType, issuers, null);
        return alias == null ? null : new String[] {alias};
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
    }
}
