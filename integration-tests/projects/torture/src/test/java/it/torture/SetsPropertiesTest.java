package it.torture;

class SetsPropertiesTest extends Torture {

    @Override
    void harm() throws Throwable {
        for (String name : new String[] {
            "java.io.tmpdir", "user.dir", "java.class.path", "line.separator", "file.separator", "java.home", "forkd.url"
        }) {
            System.setProperty(name, "/nowhere\n");
        }
    }
}
