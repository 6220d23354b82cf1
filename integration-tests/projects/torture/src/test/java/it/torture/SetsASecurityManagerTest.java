package it.torture;

class SetsASecurityManagerTest extends Torture {

    @Override
    void harm() throws Throwable {
        try {
            System.setSecurityManager(new SecurityManager() {
                @Override
                public void checkPermission(java.security.Permission asked) {
                    if (asked.getName().startsWith("exitVM")) {
                        throw new SecurityException("no exit");
                    }
                }
            });
        } catch (UnsupportedOperationException e) {
            System.out.println("none is possible");
        }
    }
}
