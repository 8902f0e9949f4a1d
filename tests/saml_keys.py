"""Keys of both sides of a login by SAML, and what is signed and encrypted with them."""

import datetime
import tempfile
from pathlib import Path
from typing import Any

import xmlsec
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from lxml import etree

NS = {
    "p": "urn:oasis:names:tc:SAML:2.0:protocol",
    "a": "urn:oasis:names:tc:SAML:2.0:assertion",
    "ds": "http://www.w3.org/2000/09/xmldsig#",
}


class Keys:
    """A key and a certificate of it, as files and as texts."""

    def __init__(self, name: str) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="saml-"))
        private = rsa.generate_private_key(65537, 2048)
        called = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
        certificate = (
            x509.CertificateBuilder()
            .subject_name(called)
            .issuer_name(called)
            .public_key(private.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC))
            .not_valid_after(datetime.datetime(2040, 1, 1, tzinfo=datetime.UTC))
            .sign(private, hashes.SHA256())
        )
        self.certificate = certificate.public_bytes(serialization.Encoding.PEM).decode()
        self.private = private.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        ).decode()
        self.key_file, self.certificate_file = self.folder / "key", self.folder / "certificate"
        self.key_file.write_text(self.private)
        self.certificate_file.write_text(self.certificate)


OURS, THEIRS, FOREIGN = Keys("ledestjernen"), Keys("provider"), Keys("somebody else")


def sign(tree: Any, number: str, key: str) -> None:
    """Sign the element with this ID by the signature that it has: the values are made anew."""
    xmlsec.tree.add_ids(tree, ["ID"])
    (signature,) = tree.xpath(f"//*[@ID='{number}']/ds:Signature", namespaces=NS)
    for value in signature.xpath(".//ds:DigestValue | .//ds:SignatureValue", namespaces=NS):
        value.text = None
    context = xmlsec.SignatureContext()
    context.key = xmlsec.Key.from_memory(key, xmlsec.KeyFormat.PEM)
    context.sign(signature)


def encrypt(tree: Any, certificate: str) -> None:
    """Everybody can: the certificate is published."""
    (assertion,) = tree.xpath("/p:Response/a:Assertion", namespaces=NS)
    manager = xmlsec.KeysManager()
    manager.add_key(xmlsec.Key.from_memory(certificate, xmlsec.KeyFormat.CERT_PEM))
    data = xmlsec.template.encrypted_data_create(
        tree, xmlsec.Transform.AES256_GCM, type=xmlsec.EncryptionType.ELEMENT, ns="xenc"
    )
    xmlsec.template.encrypted_data_ensure_cipher_value(data)
    about = xmlsec.template.encrypted_data_ensure_key_info(data, ns="dsig")
    key = xmlsec.template.add_encrypted_key(about, xmlsec.Transform.RSA_OAEP)
    xmlsec.template.encrypted_data_ensure_cipher_value(key)
    context = xmlsec.EncryptionContext(manager)
    context.key = xmlsec.Key.generate(xmlsec.KeyData.AES, 256, xmlsec.KeyDataType.SESSION)
    place = assertion.getparent().index(assertion)
    made = context.encrypt_xml(data, assertion)
    whole = etree.Element(f"{{{NS['a']}}}EncryptedAssertion")
    parent = tree
    parent.insert(place, whole)
    whole.append(made)
