package it.torture;

class RemovesProvidersTest extends Torture {

    @Override
    void harm() throws Throwable {
        for (java.security.Provider provider : java.security.Security.getProviders()) {
            java.security.Security.removeProvider(provider.getName());
        }
        java.security.Security.setProperty("securerandom.source", "file:/nowhere");
        java.util.Locale.setDefault(java.util.Locale.forLanguageTag("ar-EG-u-nu-arab"));
        java.util.TimeZone.setDefault(java.util.TimeZone.getTimeZone("Pacific/Kiritimati"));
    }
}
