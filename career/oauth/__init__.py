"""Signing in with an account elsewhere."""

from career.oauth.arrivals import Claim, Proof, ProofStale, arrive, connect, prove
from career.oauth.flows import Answer, Flow, address, begin, come_back, provider_of
from career.oauth.identities import LastWayIn, disconnect, label_of
from career.oauth.port import NotLetIn, Obstacle
from career.oauth.sealed import LIFE

__all__ = [
    "LIFE",
    "Answer",
    "Claim",
    "Flow",
    "LastWayIn",
    "NotLetIn",
    "Obstacle",
    "Proof",
    "ProofStale",
    "address",
    "arrive",
    "begin",
    "come_back",
    "connect",
    "disconnect",
    "label_of",
    "prove",
    "provider_of",
]
