// Takes what accepted-changes.txt names out of what japicmp found, before it decides whether the build fails.
def accepted = new File(System.getProperty('maven.multiModuleProjectDirectory'), 'api/accepted-changes.txt')
    .readLines('UTF-8').findAll { !it.isBlank() && !it.startsWith('#') }.collect { it.strip() } as Set

def memberIsAccepted = { type, name -> accepted.contains(type.fullyQualifiedName + '#' + name) }
jApiClasses.removeIf { accepted.contains(it.fullyQualifiedName) }
jApiClasses.each { type ->
    type.methods.removeIf { memberIsAccepted(type, it.name) }
    type.fields.removeIf { memberIsAccepted(type, it.name) }
    type.constructors.removeIf { memberIsAccepted(type, '<init>') }
}
return jApiClasses
